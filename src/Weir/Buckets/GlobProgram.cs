using System.Buffers;
using System.Numerics;

namespace Weir.Buckets;

/// <summary>A glob as a nondeterministic automaton: all its ways are followed at once, a character at a time.</summary>
internal sealed class GlobProgram
{
    /// <summary>The characters that mean something in a glob; the comma does within braces.</summary>
    public static readonly SearchValues<char> Wildcards = SearchValues.Create("*?[]{}");

    private readonly Instruction[] _instructions;

    private GlobProgram(List<Instruction> instructions) => _instructions = [.. instructions, new Instruction(Operation.End, 0)];

    private enum Operation
    {
        /// <summary>Takes the character itself.</summary>
        Character,

        /// <summary>Takes any character.</summary>
        Any,

        /// <summary>Takes any character but a slash.</summary>
        AnyInSegment,

        /// <summary>Takes a character of the class, never a slash.</summary>
        Class,

        /// <summary>Goes on here and there.</summary>
        Split,

        /// <summary>The glob ends here.</summary>
        End,
    }

    /// <param name="glob">The glob.</param>
    /// <param name="mistake">Why it is none, as the end of a sentence that begins with the glob; empty otherwise.</param>
    public static GlobProgram? Of(string glob, out string mistake)
    {
        var program = new List<Instruction>();
        var braces = new Stack<(int Split, List<int> Ends)>();
        mistake = "";
        for (var at = 0; at < glob.Length; at++)
        {
            switch (glob[at])
            {
                case '*' when Follows(glob, at, "**/") && (at == 0 || glob[at - 1] == '/'):
                    program.Add(new Instruction(Operation.Split, program.Count + 1, program.Count + 4));
                    Repeat(program, Operation.Any);
                    program.Add(new Instruction(Operation.Character, program.Count + 1) { Character = '/' });
                    at += 2;
                    break;
                case '*' when Follows(glob, at, "***"):
                    mistake = "has three stars in a row; '*' stays within a segment, '**' crosses them";
                    return null;
                case '*' when Follows(glob, at, "**"):
                    Repeat(program, Operation.Any);
                    at++;
                    break;
                case '*':
                    Repeat(program, Operation.AnyInSegment);
                    break;
                case '?':
                    program.Add(new Instruction(Operation.AnyInSegment, program.Count + 1));
                    break;
                case '[':
                    var end = glob.IndexOf(']', Math.Min(at + 2, glob.Length));
                    if (end < 0 || RunsBackwards(glob[(at + 1)..end]))
                    {
                        mistake = end < 0 ? "has a '[' without its ']'" : $"has a class '{glob[at..(end + 1)]}' whose range runs backwards";
                        return null;
                    }

                    program.Add(new Instruction(Operation.Class, program.Count + 1) { Members = glob[(at + 1)..end] });
                    at = end;
                    break;
                case '{':
                    braces.Push((program.Count, []));
                    program.Add(new Instruction(Operation.Split, program.Count + 1));
                    break;
                case ',' when braces.TryPop(out var open):
                    open.Ends.Add(program.Count);
                    program.Add(new Instruction(Operation.Split, 0));
                    program[open.Split] = program[open.Split] with { There = program.Count };
                    braces.Push((program.Count, open.Ends));
                    program.Add(new Instruction(Operation.Split, program.Count + 1));
                    break;
                case '}' when braces.TryPop(out var open):
                    program[open.Split] = program[open.Split] with { There = open.Split + 1 };
                    open.Ends.ForEach(i => program[i] = new Instruction(Operation.Split, program.Count, program.Count));
                    break;
                case '}':
                    mistake = "has a '}' without its '{'";
                    return null;
                default:
                    program.Add(new Instruction(Operation.Character, program.Count + 1) { Character = glob[at] });
                    break;
            }
        }

        mistake = braces.Count > 0 ? "has a '{' without its '}'" : "";
        return braces.Count > 0 ? null : new GlobProgram(program);
    }

    /// <summary>Whether the glob means this key, as a whole.</summary>
    public bool IsMatch(string key)
    {
        var words = (_instructions.Length + 63) / 64;
        Span<ulong> now = words <= 16 ? stackalloc ulong[words] : new ulong[words];
        Span<ulong> next = words <= 16 ? stackalloc ulong[words] : new ulong[words];
        now.Clear();
        Enter(now, 0);
        foreach (var c in key)
        {
            next.Clear();
            if (!Step(now, next, c))
            {
                return false;
            }

            var spare = now;
            now = next;
            next = spare;
        }

        var last = _instructions.Length - 1;
        return (now[last / 64] & (1UL << (last % 64))) != 0;
    }

    /// <returns>False when no way goes on.</returns>
    private bool Step(ReadOnlySpan<ulong> now, Span<ulong> next, char c)
    {
        var goesOn = false;
        for (var word = 0; word < now.Length; word++)
        {
            for (var bits = now[word]; bits != 0; bits &= bits - 1)
            {
                var at = (word * 64) + BitOperations.TrailingZeroCount(bits);
                if (_instructions[at].Takes(c))
                {
                    Enter(next, _instructions[at].Here);
                    goesOn = true;
                }
            }
        }

        return goesOn;
    }

    private void Enter(Span<ulong> states, int at)
    {
        var bit = 1UL << (at % 64);
        if ((states[at / 64] & bit) != 0)
        {
            return;
        }

        states[at / 64] |= bit;
        var instruction = _instructions[at];
        if (instruction.Operation == Operation.Split)
        {
            Enter(states, instruction.Here);
            Enter(states, instruction.There);
        }
    }

    private static bool Follows(string glob, int at, string text) => string.CompareOrdinal(glob, at, text, 0, text.Length) == 0;

    /// <summary>Any number of characters: over and over, or on.</summary>
    private static void Repeat(List<Instruction> program, Operation operation)
    {
        var start = program.Count;
        program.Add(new Instruction(Operation.Split, start + 1, start + 2));
        program.Add(new Instruction(operation, start));
    }

    private static bool RunsBackwards(string members)
    {
        var ranges = members is ['!' or '^', ..] ? members[1..] : members;
        for (var at = 0; at + 2 < ranges.Length; at++)
        {
            if (ranges[at + 1] == '-')
            {
                if (ranges[at] > ranges[at + 2])
                {
                    return true;
                }

                at += 2;
            }
        }

        return false;
    }

    /// <param name="Operation">What is done.</param>
    /// <param name="Here">Where it goes on.</param>
    /// <param name="There">Where a split goes on too.</param>
    private readonly record struct Instruction(Operation Operation, int Here, int There = 0)
    {
        public char Character { get; init; }

        public string? Members { get; init; }

        public bool Takes(char c) => Operation switch
        {
            Operation.Character => c == Character,
            Operation.Any => true,
            Operation.AnyInSegment => c != '/',
            Operation.Class => c != '/' && IsMember(c),
            _ => false,
        };

        private bool IsMember(char c)
        {
            var negated = Members is ['!' or '^', ..];
            var found = false;
            for (var at = negated ? 1 : 0; at < Members!.Length; at++)
            {
                if (at + 2 < Members.Length && Members[at + 1] == '-')
                {
                    found |= Members[at] <= c && c <= Members[at + 2];
                    at += 2;
                }
                else
                {
                    found |= Members[at] == c;
                }
            }

            return found != negated;
        }
    }
}
