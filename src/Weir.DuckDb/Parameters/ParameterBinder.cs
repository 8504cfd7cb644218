using System.Globalization;
using Weir.DuckDb.Native;

namespace Weir.DuckDb.Parameters;

/// <summary>Gives a prepared statement the values of its parameters.</summary>
internal static class ParameterBinder
{
    /// <exception cref="InvalidOperationException">The statement has a parameter that the collection has not.</exception>
    public static void Bind(StatementHandle statement, DuckDbParameterCollection parameters)
    {
        for (ulong i = 1, count = NativeQuery.ParameterCount(statement); i <= count; i++)
        {
            var name = NativeText.Owned(NativeQuery.ParameterName(statement, i));
            using var value = ParameterValue.Create(Find(parameters, name).Value);
            if (NativeQuery.Bind(statement, i, value) is not NativeState.Success)
            {
                throw new InvalidOperationException($"The value of the parameter ${name} could not be bound.");
            }
        }
    }

    private static DuckDbParameter Find(DuckDbParameterCollection parameters, string name)
    {
        if (parameters.IndexOf(name) is >= 0 and var index)
        {
            return parameters[index];
        }

        if (int.TryParse(name, CultureInfo.InvariantCulture, out var position) && position <= parameters.Count
            && parameters[position - 1] is { ParameterName.Length: 0 } positional)
        {
            return positional;
        }

        throw new InvalidOperationException(
            $"The statement has a parameter ${name}, for which the command has no value ({parameters.Count} were given).");
    }
}
