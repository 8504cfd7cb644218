using Weir.Secrets;

namespace Weir.Project.Expressions;

/// <summary>What stands between the braces of a template. A closed family.</summary>
internal abstract record Expression
{
    private Expression()
    {
    }

    /// <summary>The value in a scope.</summary>
    /// <returns>Null when it is absent.</returns>
    /// <exception cref="Failures.RefusedException">WEIR5001 or WEIR5090: a helper cannot work on what it was given.</exception>
    public abstract object? In(IReadOnlyDictionary<string, object?> scope);

    /// <summary>Of a name that has no value: what there is beside it, as a sentence with a blank behind it.</summary>
    /// <returns>None when that is not known.</returns>
    public virtual string? Beside(IReadOnlyDictionary<string, object?> scope) => null;

    /// <summary>A name such as <c>event.key</c>.</summary>
    /// <param name="Name">The name as it was written.</param>
    public sealed record Path(string Name) : Expression
    {
        /// <summary>More would hide what is meant.</summary>
        private const int NamesTold = 20;

        private readonly string[] _parts = Name.Split('.');

        /// <inheritdoc/>
        public override object? In(IReadOnlyDictionary<string, object?> scope)
        {
            object? value = scope;
            foreach (var part in _parts)
            {
                value = value switch
                {
                    IReadOnlyDictionary<string, object?> map => map.GetValueOrDefault(part),
                    IDictionary<string, object?> map when map.TryGetValue(part, out var found) => found,
                    _ => null,
                };
            }

            return value;
        }

        /// <inheritdoc/>
        public override string? Beside(IReadOnlyDictionary<string, object?> scope)
        {
            for (var known = _parts.Length - 1; known > 0; known--)
            {
                var owner = string.Join('.', _parts[..known]);
                if (new Path(owner).In(scope) is { } found)
                {
                    return Told(owner, _parts[known], NamesIn(found)) + " ";
                }
            }

            return null;
        }

        private static string Told(string owner, string missing, List<string> names) =>
            names.Count == 0 ? $"{owner} has no names in it."
            : Nearest.To(missing, names) is { } meant ? $"Did you mean '{owner}.{meant}'?"
            : $"{owner} has {string.Join(", ", names.Take(NamesTold))}{(names.Count > NamesTold ? ", …" : ".")}";

        private static List<string> NamesIn(object found)
        {
            var names = found switch
            {
                IReadOnlyDictionary<string, object?> map => map.Where(pair => pair.Value is not null).Select(pair => pair.Key),
                IDictionary<string, object?> map => map.Where(pair => pair.Value is not null).Select(pair => pair.Key),
                _ => [],
            };
            return [.. names.Order(StringComparer.Ordinal)];
        }

        /// <inheritdoc/>
        public override string ToString() => Name;
    }

    /// <summary>A text in quotes or a whole number.</summary>
    /// <param name="Value">A <see cref="string"/> or a <see cref="long"/>.</param>
    public sealed record Constant(object Value) : Expression
    {
        /// <inheritdoc/>
        public override object? In(IReadOnlyDictionary<string, object?> scope) => Value;

        /// <inheritdoc/>
        public override string ToString() => Value is string text ? $"\"{text}\"" : TemplateText.Of(Value);
    }

    /// <summary>A helper and what it is given.</summary>
    /// <param name="Helper">The helper.</param>
    /// <param name="Arguments">As many as it takes.</param>
    public sealed record Call(TemplateHelper Helper, IReadOnlyList<Expression> Arguments) : Expression
    {
        /// <inheritdoc/>
        public override object? In(IReadOnlyDictionary<string, object?> scope)
        {
            var values = new object?[Arguments.Count];
            for (var at = 0; at < values.Length; at++)
            {
                values[at] = Arguments[at].In(scope);
                if (values[at] is null && !Helper.TakesAbsent)
                {
                    throw TemplateText.Absent(Arguments[at].ToString(), Arguments[at].Beside(scope));
                }
            }

            var value = Helper.Apply(values);
            if (IsOfSecret && value is string derived && scope.GetValueOrDefault(SecretLookup.Key) is SecretLookup secrets)
            {
                secrets.Mask(derived);
            }

            return value;
        }

        /// <inheritdoc/>
        public override string ToString() => $"({Helper.Name} {string.Join(' ', Arguments)})";

        private bool IsOfSecret => Arguments.Any(argument => argument is Secret or Call { IsOfSecret: true });
    }

    /// <summary>A secret, looked up when it is needed.</summary>
    /// <param name="Name">Its name as it was written.</param>
    public sealed record Secret(string Name) : Expression
    {
        /// <inheritdoc/>
        public override object? In(IReadOnlyDictionary<string, object?> scope) => (scope.GetValueOrDefault(SecretLookup.Key) as SecretLookup)?.Get(Name);

        /// <inheritdoc/>
        public override string ToString() => $"(secret '{Name}')";
    }
}
