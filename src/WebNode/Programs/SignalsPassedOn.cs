using System.Runtime.InteropServices;

namespace Actors.WebNode.Programs;

/// <summary>
/// Hands on what many programs take as orders, such as "read your settings again"; SIGTERM, SIGINT and SIGQUIT stop the node, in order.
/// </summary>
public sealed class SignalsPassedOn : IDisposable
{
    private const int UserDefined1 = 10;
    private const int UserDefined2 = 12;
    private const int HangUp = 1;
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="send">Takes the number of a signal that has come.</param>
    public SignalsPassedOn(Action<int> send)
    {
        _registrations = [
            Register(PosixSignal.SIGHUP, HangUp), Register((PosixSignal)UserDefined1, UserDefined1),
            Register((PosixSignal)UserDefined2, UserDefined2)];

        PosixSignalRegistration Register(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            send(number);
        });
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }
}
