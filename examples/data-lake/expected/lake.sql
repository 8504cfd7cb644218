SELECT parquet.partition, parquet.transactions, seen.amount
FROM (SELECT partition, sum(rows)::BIGINT AS transactions FROM weir.parquet_files WHERE table_name = 'datalake_raw.card_transactions' GROUP BY ALL) AS parquet
JOIN (SELECT 'date=' || CAST(booked_at AS DATE) AS partition, sum(amount) AS amount FROM datalake_raw.card_transactions GROUP BY ALL) AS seen USING (partition) ORDER BY ALL
