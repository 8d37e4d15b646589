import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/**
 * A node of OpenSearch with nothing but its HTTP server and what Kutip uses. Each argument is a setting of opensearch.yml, as name=value; path.home and
 * node.name must be among them.
 */
final class SearchNode extends Node {
  private SearchNode(Environment environment) {
    super(environment, List.of(Netty4Plugin.class, MapperExtrasPlugin.class), true);
  }

  public static void main(String[] given) throws Exception {
    Settings.Builder settings = Settings.builder();
    for (String setting : given) {
      int at = setting.indexOf('=');
      settings.put(setting.substring(0, at), setting.substring(at + 1));
    }
    String name = settings.get("node.name");
    Path config = Path.of(settings.get("path.home"), "config");
    Files.createDirectories(config);
    LogConfigurator.setNodeName(name);
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), config, () -> name);
    SearchNode node = new SearchNode(environment);
    node.start();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        node.close();
      } catch (Exception error) {
        error.printStackTrace();
      }
      ended.countDown();
    }));
    ended.await();
  }
}
