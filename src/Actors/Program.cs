using Actors;
using Actors.Cli.Commands;
using Actors.HaAgent;

// The first word of the command line is the name that it was called by, which .NET does not tell a managed program.
var called = (await File.ReadAllTextAsync("/proc/self/cmdline")).Split('\0')[0];
var (program, own) = Invocation.Of(called, args);
return program is not null
    ? await program.RunAsync(own)
    : await ActorsCommand.RunAsync(own, NodePrograms.All.Select(kind => kind.Describe()), TemplateCommand.RunAsync);
