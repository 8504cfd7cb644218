using Weir.Server.S3.Errors;

namespace Weir.Server.S3.Requests;

/// <summary>A request's path and query, decoded from what came over the wire: nobody has taken dot segments out of them.</summary>
internal sealed class RequestTarget
{
    private RequestTarget(string path, IReadOnlyList<(string Name, string Value)> query) => (Path, Query) = (path, query);

    /// <summary>Begins with a slash.</summary>
    public string Path { get; }

    /// <summary>The parameters in the order in which they came.</summary>
    public IReadOnlyList<(string Name, string Value)> Query { get; }

    /// <summary>A parameter's value; null when it is not there.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (candidate, value) in Query)
            {
                if (candidate == name)
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <param name="raw">What stands between the method and the protocol in the request's first line.</param>
    /// <exception cref="S3Exception">InvalidURI: it is not a path with a query, or has a parameter twice.</exception>
    public static RequestTarget Parse(string raw)
    {
        if (raw is not ['/', ..])
        {
            throw S3Errors.InvalidUri();
        }

        var mark = raw.IndexOf('?', StringComparison.Ordinal);
        var path = UriEncoding.Decode(mark < 0 ? raw : raw.AsSpan(0, mark), plusIsSpace: false);
        return new RequestTarget(path, mark < 0 ? [] : ParseQuery(raw.AsSpan(mark + 1)));
    }

    public bool Has(string name) => this[name] is not null;

    private static List<(string Name, string Value)> ParseQuery(ReadOnlySpan<char> query)
    {
        var parameters = new List<(string Name, string Value)>();
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            var name = UriEncoding.Decode(equals < 0 ? pair : pair[..equals], plusIsSpace: true);
            foreach (var (other, _) in parameters)
            {
                if (other == name)
                {
                    // Which of the two counts would depend on who is asked.
                    throw S3Errors.InvalidUri();
                }
            }

            parameters.Add((name, equals < 0 ? "" : UriEncoding.Decode(pair[(equals + 1)..], plusIsSpace: true)));
        }

        return parameters;
    }
}
