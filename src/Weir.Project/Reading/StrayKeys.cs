using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>Keys that stand in a step beside what it does, and say something of it.</summary>
internal static class StrayKeys
{
    /// <summary>Notes keys that belong beside something which the step lacks.</summary>
    public static bool Check(Fields fields, ReadingContext reading)
    {
        var (isFunction, isShell) = (fields.Has(FunctionStepKeys.Function), fields.Has(ShellKeys.Step));
        return AllBelong(CodeKeys.All, isFunction || isShell, "'function' or 'shell'")
            && AllBelong(FunctionStepKeys.All, isFunction, "'function'");

        bool AllBelong(IReadOnlyList<Key> keys, bool there, string beside)
        {
            if (there || keys.FirstOrDefault(fields.Has) is not { } stray)
            {
                return true;
            }

            reading.Wrong(
                fields.NameOf(stray), "WEIR2520", $"{reading.Label} has '{stray.Name}' beside what it does.", $"'{stray.Name}' belongs beside {beside}; all else has it within.");
            return false;
        }
    }
}
