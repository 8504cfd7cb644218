SELECT table_name, file, line, column_name, reason FROM weir.quarantine ORDER BY ALL
