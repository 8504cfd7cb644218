using System.Globalization;

using Weir.DuckDb;
using Weir.Local.Warehouses;
using Weir.Reconciliations;

namespace Weir.Local.Reconciliations;

/// <summary>The SQL that compares two sides of one warehouse.</summary>
/// <remarks>
/// Each side is hashed by itself, all rows of a bucket into one number; only rows of buckets whose numbers differ are brought
/// together. What is summed up is the hash of a row's hash: the last step of DuckDB's hash of several values is an exclusive or, and
/// sums of those stay the same once in a hundred million times when two rows exchange their last values.
/// </remarks>
/// <param name="definition">What is compared.</param>
/// <param name="types">The type that both sides' values of a column are brought to, by its name.</param>
/// <param name="window">The bounds of the watermark; none when all rows are compared.</param>
internal sealed class ReconciliationSql(
    ReconciliationDefinition definition, IReadOnlyDictionary<string, string> types, WatermarkWindow? window)
{
    /// <summary>The table of the connection that holds the keys that differ.</summary>
    public const string Differences = "temp.weir_differences";

    /// <summary>Into how many buckets rows are hashed: of ten million rows one holds six hundred.</summary>
    private const int Buckets = 16_384;

    /// <summary>
    /// So many bits of a key that is a whole number are left out when its bucket is chosen: neighbours share a bucket. They mostly
    /// stand next to each other, and then a bucket is found again in a few places instead of everywhere.
    /// </summary>
    private const int SharedBits = 9;

    private static readonly HashSet<string> WholeNumbers =
        ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"];

    /// <summary>The rows of one side as SQL.</summary>
    public static string RowsOf(ReconciliationSide side) =>
        side.IsQuery ? $"({side.Text.TrimEnd().TrimEnd(';')}\n)" : TableName.Quote(side.Text);

    /// <summary>The columns that both sides must have, quoted.</summary>
    public static IEnumerable<string> ColumnsOf(ReconciliationDefinition definition) =>
        definition.Key
            .Concat(definition.Compare.Select(column => column.Name))
            .Concat(definition.Watermark is { } watermark ? [watermark] : [])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(DuckDbIdentifier.Quote);

    /// <summary>The smaller of both sides' greatest values of the watermark, among the rows that are compared.</summary>
    public static string LastOfBoth(ReconciliationDefinition definition, string watermark)
    {
        var where = definition.Where is { } condition ? $"WHERE ({condition}\n)" : "";
        string Last(ReconciliationSide side) => $"(SELECT max({DuckDbIdentifier.Quote(watermark)}) AS m FROM {RowsOf(side)} AS side {where})";
        return $"SELECT least(s.m, t.m)::VARCHAR FROM {Last(definition.Source)} s, {Last(definition.Target)} t";
    }

    /// <summary>Number, rows and hash of every bucket of one side.</summary>
    public string Hashed(ReconciliationSide side) =>
        $"SELECT {Bucket}, count(*), {SumOf([.. Key, .. definition.Compare.SelectMany(Hashable)])} FROM {RowsOf(side)} AS side {Where} GROUP BY 1";

    /// <summary>Keeps the keys that differ in <see cref="Differences"/>.</summary>
    /// <param name="buckets">The buckets to look into; all of them when none are named.</param>
    public string Compared(IReadOnlyCollection<int>? buckets) =>
        $"""
        CREATE TEMP TABLE weir_differences AS
        WITH s AS ({Grouped(definition.Source, buckets)}), t AS ({Grouped(definition.Target, buckets)}),
        j AS (
          SELECT coalesce(s.k, t.k) AS k, s.n AS sn, t.n AS tn, s.v AS sv, t.v AS tv, s.h AS sh, t.h AS th
          FROM s FULL JOIN t ON {string.Join(" AND ", definition.Key.Select((_, at) => $"s.k.k{at} IS NOT DISTINCT FROM t.k.k{at}"))}),
        d AS (
          SELECT *, CASE
              WHEN tn IS NULL THEN 'missing_in_target' WHEN sn IS NULL THEN 'missing_in_source'
              WHEN sn > 1 OR tn > 1 THEN 'duplicate' ELSE 'differs' END AS kind,
            CASE WHEN sn = 1 AND tn = 1 THEN [{string.Join(", ", definition.Compare.Select(DifferingName))}]::VARCHAR[] ELSE []::VARCHAR[] END AS columns
          FROM j WHERE sn IS NULL OR tn IS NULL OR sn <> tn OR (sn > 1 AND sh IS DISTINCT FROM th) OR (sn = 1 AND ({AnyDiffers})))
        SELECT kind, k, list_filter(columns, lambda name: name IS NOT NULL) AS columns,
          CASE WHEN sn = 1 THEN sv END AS source, CASE WHEN tn = 1 THEN tv END AS target, sn AS source_rows, tn AS target_rows FROM d
        """;

    /// <summary>How many keys differ, by kind.</summary>
    public static string Counted => $"SELECT kind, count(*) FROM {Differences} GROUP BY kind";

    /// <summary>The first keys that differ, with their values as JSON; in their place how many rows a side has, where those are several.</summary>
    /// <param name="limit">How many.</param>
    public string Listed(int limit)
    {
        var values = definition.Compare.Select((column, at) => (column.Name, Field: $"v{at}")).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT kind, {Json("k", definition.Key.Select((name, at) => (name, $"k{at}")))} AS key, to_json(columns)::VARCHAR AS columns,
              coalesce({Json("source", values)}, {Several("source_rows")}) AS source, coalesce({Json("target", values)}, {Several("target_rows")}) AS target
            FROM {Differences} ORDER BY k LIMIT {limit}
            """);
    }

    private IEnumerable<string> Key => definition.Key.Select(Typed);

    private string Bucket
    {
        get
        {
            var (parts, shared) = (Key.ToList(), definition.Key.ToList().FindIndex(name => WholeNumbers.Contains(types[name])));
            if (shared >= 0)
            {
                parts[shared] = $"{parts[shared]} >> {SharedBits}";
            }

            return $"(hash({string.Join(", ", parts)}) & {Buckets - 1})::INTEGER";
        }
    }

    private string AnyDiffers =>
        definition.Compare.Count == 0 ? "false" : string.Join(" OR ", definition.Compare.Select(Differs));

    private string Where
    {
        get
        {
            var conditions = new List<string>();
            if (definition.Where is { } where)
            {
                conditions.Add($"({where}\n)");
            }

            if (window is not null && definition.Watermark is { } watermark)
            {
                // A row without the watermark is never known to have been compared.
                var column = Typed(watermark);
                var after = window.After is { } last ? $"{column} >= {Literal(last, watermark)} AND " : "";
                conditions.Add($"({column} IS NULL OR ({after}{column} <= {Literal(window.Through, watermark)}))");
            }

            return conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        }
    }

    private static string Json(string of, IEnumerable<(string Name, string Field)> members)
    {
        var pairs = members.Select(member => $"{DuckDbLiteral.Quote(member.Name)}, {of}.{member.Field}").ToList();
        return $"CASE WHEN {of} IS NOT NULL THEN json_object({string.Join(", ", pairs)})::VARCHAR END";
    }

    private static string Several(string rows) => $"CASE WHEN {rows} > 1 THEN json_object('rows', {rows})::VARCHAR END";

    private string Grouped(ReconciliationSide side, IReadOnlyCollection<int>? buckets)
    {
        var only = buckets is null ? "" : $"{(Where.Length == 0 ? "WHERE" : "AND")} get_bit('{Bits(buckets)}'::BIT, {Bucket}) = 1";
        var compare = definition.Compare;
        var values = compare.Count == 0 ? "{'none': 0}" : $"{{{string.Join(", ", compare.Select((column, at) => $"'v{at}': first({Typed(column.Name)})"))}}}";
        var hash = compare.Count == 0 ? "0" : SumOf(compare.SelectMany(Hashable));
        return $"SELECT {{{string.Join(", ", definition.Key.Select((name, at) => $"'k{at}': {Typed(name)}"))}}} AS k, count(*) AS n, {values} AS v, {hash} AS h "
            + $"FROM {RowsOf(side)} AS side {Where} {only} GROUP BY {string.Join(", ", Key)}";
    }

    /// <summary>The sum of the hashes of values, which lose a bit on the way: DuckDB adds up 64 bits fastest when they have a sign.</summary>
    private static string SumOf(IEnumerable<string> values) => $"sum((hash(hash({string.Join(", ", values)})) >> 1)::BIGINT)";

    /// <summary>A one at the place of each bucket. DuckDB looks it up while it scans; a list it would join with.</summary>
    private static string Bits(IReadOnlyCollection<int> buckets)
    {
        var bits = new char[Buckets];
        Array.Fill(bits, '0');
        foreach (var bucket in buckets)
        {
            bits[bucket] = '1';
        }

        return new string(bits);
    }

    private string Typed(string name) => $"CAST(side.{DuckDbIdentifier.Quote(name)} AS {types[name]})";

    private string Literal(string value, string name) => $"CAST({DuckDbLiteral.Quote(value)} AS {types[name]})";

    private IEnumerable<string> Hashable(ComparedColumn column) => column.Tolerance == 0
        ? [Typed(column.Name)]
        : new ToleratedNumbers(types[column.Name], column.Tolerance).Hashed(Typed(column.Name));

    private string Differs(ComparedColumn column, int at) => column.Tolerance == 0
        ? $"sv.v{at} IS DISTINCT FROM tv.v{at}"
        : new ToleratedNumbers(types[column.Name], column.Tolerance).Differ($"sv.v{at}", $"tv.v{at}");

    private string DifferingName(ComparedColumn column, int at) => $"CASE WHEN {Differs(column, at)} THEN {DuckDbLiteral.Quote(column.Name)} END";
}
