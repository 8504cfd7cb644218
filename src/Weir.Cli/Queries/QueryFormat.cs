namespace Weir.Cli.Queries;

/// <summary>How a query's answer is printed.</summary>
internal enum QueryFormat
{
    /// <summary>Columns for people.</summary>
    Table,

    /// <summary>RFC 4180 with a header line and line feeds; a value that is not there is nothing, an empty text is <c>""</c>.</summary>
    Csv,

    /// <summary>An array of objects.</summary>
    Json,
}
