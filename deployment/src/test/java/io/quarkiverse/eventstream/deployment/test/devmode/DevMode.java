package io.quarkiverse.eventstream.deployment.test.devmode;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;

import java.util.List;
import java.util.UUID;
import java.util.logging.Formatter;
import java.util.stream.Stream;

import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.SharedBroker;
import io.quarkus.test.QuarkusDevModeTest;

/** An application in dev mode, with a new topic for each test. */
final class DevMode {

    private static final Formatter MESSAGE = new PatternFormatter("%s");

    private final QuarkusDevModeTest test = new QuarkusDevModeTest().setLogRecordPredicate(record -> true);
    private final String[] properties;
    private final RawKafka kafka = RawKafka.of(SharedBroker.address());
    private String topic;

    /** Not started. */
    DevMode(List<Class<?>> classes, String... properties) {
        this.properties = properties;
        test.withApplicationRoot(root -> addTo(root, classes));
    }

    private void addTo(JavaArchive root, List<Class<?>> classes) {
        topic = kafka.newTopic("reload-" + UUID.randomUUID(), 1);
        root.addClasses(classes.toArray(Class<?>[]::new));
        root.addAsResource(new StringAsset(String.join("\n", Stream.concat(Stream.of("parrot.topic=" + topic,
                "kafka.bootstrap.servers=" + kafka.bootstrapServers(), "quarkus.http.host-enabled=false",
                "quarkus.otel.sdk.disabled=true"),
                Stream.of(properties)).toList())),
                "application.properties");
    }

    QuarkusDevModeTest test() {
        return test;
    }

    void send(String name, String id) {
        kafka.send(topic, 0, null, RawKafka.envelope(name, id));
    }

    Long committed() {
        return kafka.committed(topic, topic, 0);
    }

    void edit(Class<?> type, String from, String to) {
        test.modifySourceFile(type, source -> source.replace(from, to));
    }

    List<String> log() {
        // A copy: the application keeps logging.
        return List.copyOf(test.getLogRecords()).stream().map(MESSAGE::format).toList();
    }

    void awaitLog(String text) {
        await().untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(log()).anyMatch(line -> line.contains(text)));
    }
}
