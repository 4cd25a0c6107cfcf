"""Sales from a till's file: lines keyed, compared with what is there, loaded, added up."""
