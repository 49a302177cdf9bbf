return await Actors.Dev.Commands.DevCommand.Root.RunAsync(args);
