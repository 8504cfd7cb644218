SELECT table_name, file, status, rows_loaded, rows_quarantined FROM weir.load_history ORDER BY file
