"""How Chinese pages write dates, bylines and sources: text to values, knowing neither page nor site."""
