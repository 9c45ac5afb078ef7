"""Numbers in series: per organ, kind and year, without a gap (文号, 编号)."""
