package io.quarkiverse.eventstream.operations.deployment.test;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.operations.runtime.desk.DeskStream;
import io.quarkiverse.eventstream.operations.runtime.desk.StreamDesk;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.test.StandaloneStream;
import io.quarkus.test.QuarkusUnitTest;

/** The rights of a service whose letters are redriven: those that the guide lists are enough, and each that is missing is named. */
class RedriveRightsTest {

    private static final String PASSWORD = "pass-word";
    private static final String ADDRESS = "RIGHTS_BROKER";
    private static final SimpleFormatter FORMATTER = new SimpleFormatter();

    static {
        // Unless another class loader has: the application loads this class, too.
        synchronized (DevBroker.class) {
            if (System.getProperty(ADDRESS) == null) {
                DevBroker broker = DevBroker.builder().scramUser("admin", PASSWORD).scramUser("shop", PASSWORD).acls("admin")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
                System.setProperty(ADDRESS, broker.bootstrapServers());
            }
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.eventstream.kafka.bootstrap-servers", "${" + ADDRESS + "}")
            .overrideConfigKey("quarkus.eventstream.kafka.username", "shop")
            .overrideConfigKey("quarkus.eventstream.kafka.password", PASSWORD)
            .overrideConfigKey("quarkus.eventstream.delivery.failure-policy", "dead-letter")
            .overrideConfigKey("quarkus.eventstream.delivery.attempts", "1");

    @Inject
    EventStream events;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private Admin admin;

    @BeforeEach
    void connect() {
        admin = Admin.create(Map.of("bootstrap.servers", System.getProperty(ADDRESS), "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "SCRAM-SHA-512", "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"admin\" password=\"" + PASSWORD
                        + "\";"));
    }

    @AfterEach
    void disconnect() {
        admin.close();
    }

    private void allow(ResourceType type, String name, AclOperation... operations) throws Exception {
        admin.createAcls(Stream.of(operations).map(operation -> new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:shop", "*", operation, AclPermissionType.ALLOW))).toList()).all().get();
    }

    private Handler recorder() {
        return new Handler() {

            @Override
            public void publish(LogRecord entry) {
                log.add(FORMATTER.formatMessage(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void theListenerGetsItsLettersOnceEachRightIsGranted() throws Exception {
        Logger logger = Logger.getLogger("io.quarkiverse.eventstream");
        Handler recorder = recorder();
        logger.addHandler(recorder);
        AtomicBoolean broken = new AtomicBoolean(true);
        admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1), new NewTopic("orders.dlq", 1, (short) 1))).all().get();
        allow(TOPIC, "orders", READ, WRITE);
        allow(GROUP, "shop", READ);
        allow(TOPIC, "orders.dlq", WRITE);
        events.newSubscription("billing").topic("orders").group("shop").offset(Offset.EARLIEST).handler(event -> {
            if (broken.get()) {
                throw new IllegalStateException("no such customer");
            }
        }).register();
        try (StandaloneStream stream = StandaloneStream.builder().stream("kafka")
                .property("kafka.bootstrap-servers", System.getProperty(ADDRESS)).property("kafka.username", "admin")
                .property("kafka.password", PASSWORD).open(); StreamDesk desk = desk(stream)) {
            events.publishAndAwait(OutgoingEvent.builder("orderCreated").namespace("shop").topics("orders").key("k").build());
            awaitState(LetterState.OPEN, desk);
            broken.set(false);
            awaitLog("No letter is redriven to the group shop yet", "may not read [orders.dlq.journal]. Allow it READ");

            desk.redrive("orders.dlq", LetterFilter.open(), RedriveOptions.by("joe").build()).completion().toCompletableFuture()
                    .join();
            allow(TOPIC, "orders.dlq.journal", READ);
            awaitLog("orders.dlq.journal", "WRITE");
            assertThat(desk.topicOf("orders.dlq").count(LetterState.REDRIVEN)).isEqualTo(1);

            allow(TOPIC, "orders.dlq.journal", WRITE);
            awaitState(LetterState.RESOLVED, desk);
        } finally {
            logger.removeHandler(recorder);
        }
    }

    private static StreamDesk desk(StandaloneStream stream) {
        return new StreamDesk(new DeskStream(stream.connection(), new Names("", "", false), new EventCodec(new ObjectMapper()),
                List::of, Set.of(), 5, Duration.ofSeconds(30)));
    }

    private static void awaitState(LetterState state, StreamDesk desk) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(
                () -> assertThat(desk.topicOf("orders.dlq").count(state)).isEqualTo(1));
    }

    private void awaitLog(String... texts) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(
                () -> assertThat(log).anySatisfy(line -> assertThat(line).contains(texts)));
    }
}
