SELECT 'customers' AS "table", count(*) AS rows FROM datalake_raw.customers
UNION ALL SELECT 'customers whose history goes on', count(*) FROM datalake_raw.customer_history WHERE valid_to IS NULL
UNION ALL SELECT 'customers of which the two say something else', count(*) FROM (SELECT customer_id, segment, daily_limit FROM datalake_raw.customers EXCEPT SELECT customer_id, segment, daily_limit FROM datalake_raw.customer_history WHERE valid_to IS NULL)
UNION ALL SELECT 'card_transactions', count(*) FROM datalake_raw.card_transactions
UNION ALL SELECT 'cases', count(*) FROM datalake_raw.cases
UNION ALL SELECT 'loans', count(*) FROM datalake_raw.loans
ORDER BY ALL
