SELECT DISTINCT table_name, test, outcome, rows_checked, rows_failing FROM weir.test_results WHERE file LIKE '%/datasets/%' AND outcome <> 'PASSED' ORDER BY ALL
