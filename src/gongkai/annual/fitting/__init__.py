"""From a `Document` to an `AnnualReport`: rows by label, values by place, prose by its headings."""
