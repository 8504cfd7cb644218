SELECT table_name, file, line, column_name FROM weir.quarantine ORDER BY file
