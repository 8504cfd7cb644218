SELECT DISTINCT name, key, difference, columns FROM weir.reconciliation_differences ORDER BY ALL
