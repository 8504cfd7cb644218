SELECT partition, sum(rows)::BIGINT AS measurements FROM weir.parquet_files WHERE table_name = 'measurements' GROUP BY ALL ORDER BY ALL
