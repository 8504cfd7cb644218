SELECT year, month, count(*) AS measurements, count(DISTINCT station) AS stations, max(dose_rate) AS highest FROM measurements GROUP BY ALL ORDER BY ALL
