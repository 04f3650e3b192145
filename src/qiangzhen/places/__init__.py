"""Where things happen: the county's townships and villages, their codes in time, and their figures by year."""
