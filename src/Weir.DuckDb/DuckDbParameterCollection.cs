using System.Collections;
using System.Data.Common;

namespace Weir.DuckDb;

/// <summary>The parameters of a command. Those without a name count by their place, from <c>$1</c>.</summary>
public sealed class DuckDbParameterCollection : DbParameterCollection
{
    private readonly List<DuckDbParameter> _parameters = [];

    /// <inheritdoc/>
    public override int Count => _parameters.Count;

    /// <inheritdoc/>
    public override object SyncRoot => ((ICollection)_parameters).SyncRoot;

    /// <summary>The parameter at a place.</summary>
    /// <param name="index">The place, from 0.</param>
    public new DuckDbParameter this[int index]
    {
        get => _parameters[index];
        set => _parameters[index] = value;
    }

    /// <summary>Adds a parameter without a name, for <c>?</c> or the next of <c>$1</c>, <c>$2</c> and so on.</summary>
    /// <param name="value">Its value; null is NULL.</param>
    /// <returns>The parameter.</returns>
    public DuckDbParameter AddValue(object? value)
    {
        var parameter = new DuckDbParameter(value);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Adds a parameter with a name, for <c>$name</c>.</summary>
    /// <param name="name">Its name, with or without the <c>$</c>; upper and lower case are the same.</param>
    /// <param name="value">Its value; null is NULL.</param>
    /// <returns>The parameter.</returns>
    public DuckDbParameter AddWithValue(string name, object? value)
    {
        var parameter = new DuckDbParameter(name, value);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Adds a parameter; a value that is not a <see cref="DuckDbParameter"/> becomes one without a name.</summary>
    /// <param name="value">The parameter or its value.</param>
    /// <returns>Its place.</returns>
    public override int Add(object value)
    {
        _parameters.Add(Cast(value));
        return _parameters.Count - 1;
    }

    /// <inheritdoc/>
    public override void AddRange(Array values)
    {
        foreach (var value in values)
        {
            Add(value!);
        }
    }

    /// <inheritdoc/>
    public override void Clear() => _parameters.Clear();

    /// <inheritdoc/>
    public override bool Contains(object value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override bool Contains(string value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override void CopyTo(Array array, int index) => ((ICollection)_parameters).CopyTo(array, index);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => _parameters.GetEnumerator();

    /// <inheritdoc/>
    public override int IndexOf(object value) => value is DuckDbParameter parameter ? _parameters.IndexOf(parameter) : -1;

    /// <inheritdoc/>
    public override int IndexOf(string parameterName)
    {
        var name = new DuckDbParameter(parameterName, null).ParameterName;
        return name.Length == 0
            ? -1
            : _parameters.FindIndex(p => string.Equals(p.ParameterName, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public override void Insert(int index, object value) => _parameters.Insert(index, Cast(value));

    /// <inheritdoc/>
    public override void Remove(object value) => _parameters.Remove(Cast(value));

    /// <inheritdoc/>
    public override void RemoveAt(int index) => _parameters.RemoveAt(index);

    /// <inheritdoc/>
    public override void RemoveAt(string parameterName) => _parameters.RemoveAt(Known(parameterName));

    /// <inheritdoc/>
    protected override DbParameter GetParameter(int index) => _parameters[index];

    /// <inheritdoc/>
    protected override DbParameter GetParameter(string parameterName) => _parameters[Known(parameterName)];

    /// <inheritdoc/>
    protected override void SetParameter(int index, DbParameter value) => _parameters[index] = Cast(value);

    /// <inheritdoc/>
    protected override void SetParameter(string parameterName, DbParameter value) =>
        _parameters[Known(parameterName)] = Cast(value);

    private static DuckDbParameter Cast(object value) => value as DuckDbParameter ?? new DuckDbParameter(value);

    private int Known(string name) => IndexOf(name) is >= 0 and var index
        ? index
        : throw new ArgumentException($"There is no parameter named '{name}'.", nameof(name));
}
