using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

using Weir.Failures;

namespace Weir.Engine.Secrets;

/// <summary>Knows the values of secrets that this process has seen, in all forms that they are written in, and takes them out of texts.</summary>
/// <remarks>It may be used from several threads. What has no secret in it costs one search, however many are known.</remarks>
internal sealed class Masks
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "***";

    /// <summary>A value that is not longer is not masked: it would be found everywhere.</summary>
    public const int Shortest = 3;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private volatile Known? _known;

    /// <summary>Whether there is nothing to mask.</summary>
    public bool IsEmpty => _known is null;

    /// <summary>Has a value masked from now on, in all its forms.</summary>
    public void Add(string value)
    {
        lock (_gate)
        {
            if (value.AsSpan().Trim().Length <= Shortest || !_values.Add(value))
            {
                return;
            }

            var forms = new HashSet<string>(_known?.Forms ?? [], StringComparer.Ordinal);
            forms.UnionWith(SecretForms.Of(value).Where(form => form.Length > Shortest));
            _known = new Known(forms);
        }
    }

    /// <summary>The text with each secret replaced by <see cref="Mask"/>.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Hide(string? text) => text is not null && _known is { } known ? known.Hide(text) : text;

    /// <summary>The failure with what it tells masked.</summary>
    [return: NotNullIfNotNull(nameof(failure))]
    public Failure? Hide(Failure? failure) => failure is null || IsEmpty ? failure : failure with { Message = Hide(failure.Message), Hint = Hide(failure.Hint) };

    private sealed class Known(HashSet<string> forms)
    {
        private readonly SearchValues<string> _search = SearchValues.Create([.. forms], StringComparison.Ordinal);

        /// <summary>The longest first: where one form begins with another, all of it is masked.</summary>
        private readonly string[] _byLength = [.. forms.OrderByDescending(form => form.Length)];

        public HashSet<string> Forms => forms;

        public string Hide(string text)
        {
            var at = text.AsSpan().IndexOfAny(_search);
            if (at < 0)
            {
                return text;
            }

            var hidden = new StringBuilder(text.Length);
            var rest = text.AsSpan();
            while (at >= 0)
            {
                hidden.Append(rest[..at]).Append(Mask);
                rest = rest[EndOf(rest, at)..];
                at = rest.IndexOfAny(_search);
            }

            return hidden.Append(rest).ToString();
        }

        /// <summary>Where what is to be masked ends: forms may overlap one another.</summary>
        private int EndOf(ReadOnlySpan<char> text, int at)
        {
            var end = at + 1;
            for (var start = at; start < end; start++)
            {
                foreach (var form in _byLength)
                {
                    if (start + form.Length > end && text[start..].StartsWith(form, StringComparison.Ordinal))
                    {
                        end = start + form.Length;
                        break;
                    }
                }
            }

            return end;
        }
    }
}
