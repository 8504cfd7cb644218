using Weir.Conformance.Events;

namespace Weir.Conformance.Local;

public sealed class SqliteHistoryTests() : HistoryConformance(new LocalBackend());
