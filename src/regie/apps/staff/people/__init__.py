"""The personnel file: who works where, under which contract, and who may read what of it."""
