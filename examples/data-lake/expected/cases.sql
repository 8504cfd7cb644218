SELECT case_no, customer_id, opened, state, subject FROM datalake_raw.cases WHERE case_no > 20 ORDER BY ALL
