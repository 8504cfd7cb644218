SELECT year, month, count(*) AS cells, count(DISTINCT measured_at) AS hours FROM grid_cells GROUP BY ALL ORDER BY ALL
