using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Actors.Protocols.Harness;

/// <summary>One line that a node has logged.</summary>
/// <param name="At">When, on the test's clock.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Text">What it says.</param>
public sealed record LogLine(TimeSpan At, LogLevel Level, string Text)
{
    public override string ToString() => $"{At:mm\\:ss\\.ff} {Level}: {Text}";
}

/// <summary>What a node logs, over all its lives.</summary>
internal sealed partial class NodeLog(World world) : ILoggerFactory
{
    private readonly List<LogLine> _lines = [];

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private void Add(LogLevel level, string text)
    {
        lock (_lines)
        {
            _lines.Add(new LogLine(world.Elapsed, level, Preamble().Replace(text, "")));
        }
    }

    // What Akka writes before a line: level, the machine's time, the thread.
    [GeneratedRegex(@"^\[[A-Z]+\]\[[^]]*\]\[Thread \d+\]")]
    private static partial Regex Preamble();

    private sealed class Logger(NodeLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Add(logLevel, exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}");
            }
        }
    }
}
