using System.Text.Json;
using Actors.Clustering;

namespace Actors.HaAgent.Orders;

/// <summary>
/// The orders on disk, so that they hold after all agents have restarted. The one home of this file; without a folder they are
/// remembered for the life of the process.
/// </summary>
public sealed class OrderFile(string folder, ILogger<OrderFile> logger)
{
    public const string Name = "orders.json";
    public const string AsideEnding = ".unreadable";

    private readonly string _path = folder.Length == 0 ? "" : Path.Combine(folder, Name);
    private OrderBook _remembered = OrderBook.Empty;

    /// <summary>What was last written. A file that cannot be read is set aside, which is logged.</summary>
    public OrderBook Read()
    {
        if (_path.Length == 0 || !File.Exists(_path))
        {
            return _remembered;
        }

        try
        {
            var stored = JsonSerializer.Deserialize(File.ReadAllBytes(_path), OrderJson.Default.StoredOrderArray) ?? throw new JsonException("it is null");
            var orders = stored.Select(order => order?.ToOrder()).OfType<KeyValuePair<string, NodeOrder>>().ToList();
            if (orders.Count < stored.Length)
            {
                logger.LogWarning("{Count} of the orders in {Path} are not valid and are ignored.", stored.Length - orders.Count, _path);
            }

            return _remembered.Merge(orders);
        }
        catch (JsonException error)
        {
            logger.LogWarning("The orders in {Path} cannot be read; they are set aside as {Aside}: {Error}", _path, _path + AsideEnding, error.Message);
            File.Move(_path, _path + AsideEnding, overwrite: true);
            return _remembered;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The orders in {Path} cannot be read: {Error}", _path, error.Message);
            return _remembered;
        }
    }

    /// <summary>Keeps the orders. That the disk does not take them costs them nothing but a restart of all agents, and is logged.</summary>
    public void Write(OrderBook orders)
    {
        _remembered = orders;
        if (_path.Length == 0)
        {
            return;
        }

        try
        {
            AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes([.. orders.Last.Select(entry => StoredOrder.Of(entry.Key, entry.Value))], OrderJson.Default.StoredOrderArray));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The orders cannot be written to {Path}: {Error}. They hold until all agents have restarted.", _path, error.Message);
        }
    }
}
