"""What reading and checking cost, against the least there is to do and what others take."""
