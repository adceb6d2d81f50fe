package io.quarkiverse.eventstream.cli;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/** The rights that a desk needs, on a broker with access control lists: those that the guide lists are enough, and none is too much. */
class DeskRightsTest {

    private static final String PASSWORD = "pass-word";

    private static final AclBindingFilter ANY = new AclBindingFilter(ResourcePatternFilter.ANY, AccessControlEntryFilter.ANY);

    private static DevBroker broker;
    private static Admin admin;

    private final String topic = "letters-" + UUID.randomUUID();
    private final String journal = topic + ".journal";

    @TempDir
    Path folder;
    private Path config;

    private record Right(ResourceType type, String name, AclOperation operation) {

        AclBinding binding() {
            return new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL),
                    new AccessControlEntry("User:joe", "*", operation, AclPermissionType.ALLOW));
        }
    }

    @BeforeAll
    static void start() {
        broker = DevBroker.builder().tls().scramUser("admin", PASSWORD).scramUser("joe", PASSWORD).acls("admin").start();
        admin = Admin.create(new HashMap<>(broker.clientProperties("admin")));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @BeforeEach
    void publishLetters() throws Exception {
        config = configOf("joe");
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(new HashMap<>(broker.clientProperties("admin")),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 3; i++) {
                producer.send(Letters.on(topic).key("c-" + i).record()).get();
            }
        }
    }

    private Path configOf(String user) throws IOException {
        return Files.write(folder.resolve(user + ".properties"), List.of(
                "quarkus.eventstream.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "quarkus.eventstream.kafka.ca-certificate-file=" + broker.caCertificate().orElseThrow(),
                "quarkus.eventstream.kafka.username=" + user, "quarkus.eventstream.kafka.password=" + PASSWORD));
    }

    @AfterEach
    void revokeAll() throws Exception {
        admin.deleteAcls(List.of(ANY)).all().get();
        await().until(() -> admin.describeAcls(ANY).values().get().isEmpty());
    }

    private static void allow(Right... rights) throws Exception {
        List<AclBinding> bindings = Arrays.stream(rights).map(Right::binding).toList();
        admin.createAcls(bindings).all().get();
        // The controller knows them, and the broker soon after.
        await().until(() -> admin.describeAcls(ANY).values().get().containsAll(bindings));
    }

    private Right onLetters(AclOperation operation) {
        return new Right(TOPIC, topic, operation);
    }

    private Right onJournal(AclOperation operation) {
        return new Right(TOPIC, journal, operation);
    }

    private Right onTransactions(AclOperation operation) {
        return new Right(TRANSACTIONAL_ID, journal, operation);
    }

    private Run run(String... line) {
        return runAs(config, line);
    }

    private static Run runAs(Path user, String... line) {
        return Run.patient(Stream.concat(Arrays.stream(line), Stream.of("--config=" + user)));
    }

    private static void assertRefused(Run run, String... texts) {
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains(texts).doesNotContain("\tat ");
        assertThat(run.err().lines().filter(line -> !line.startsWith("Redriving"))).hasSize(1);
    }

    @Test
    void toReadLettersTakesReadOnTheTopicAndItsJournal() throws Exception {
        Run nothing = run("letters", topic);
        allow(onLetters(DESCRIBE));
        Run topicUnread = run("letters", topic);
        allow(onLetters(READ));
        Run journalUnread = run("letters", topic);
        allow(onJournal(READ));

        assertRefused(nothing, "this user has no right to the topic " + topic + ". Allow it DESCRIBE, and READ or WRITE");
        assertRefused(topicUnread, topic, "Allow it READ and DESCRIBE on the topic");
        assertRefused(journalUnread, journal, "Allow it READ and DESCRIBE on the topic");
        for (int i = 0; i < 2; i++) {
            assertThat(run("letters").out()).contains(topic);
            assertThat(run("letters", topic).out()).contains(Letters.BILLING);
            assertThat(run("letters", topic, "--list", "--state=all").out()).contains(topic + "-0@0");
            assertThat(run("letters", "show", topic + "-0@0").code()).isZero();
            assertThat(run("redrive", topic, "--all", "--dry-run").code()).isZero();
            // With a journal that exists, it is the same.
            assertThat(runAs(configOf("admin"), "discard", topic, "--id=0@2", "--reason=r").code()).isZero();
        }
    }

    @Test
    void eachRightToRedriveIsNeeded() throws Exception {
        assertThat(runAs(configOf("admin"), "discard", topic, "--id=0@2", "--reason=r").code()).isZero();
        Map<Right, String> rights = Map.of(onLetters(READ), "to the topic " + topic + ". Allow it DESCRIBE, and READ",
                onJournal(READ), "may not read [" + journal + "]. Allow it READ and DESCRIBE on the topic",
                onJournal(WRITE), journal + "]. Allow this client WRITE and DESCRIBE on the topic",
                onTransactions(WRITE), "Allow it WRITE and DESCRIBE on the transactional id " + journal);
        for (Right missing : rights.keySet()) {
            List<Right> others = new ArrayList<>(rights.keySet());
            others.remove(missing);
            allow(others.toArray(Right[]::new));

            assertRefused(run("redrive", topic, "--all"), rights.get(missing));

            revokeAll();
        }
        allow(rights.keySet().toArray(Right[]::new));
        assertThat(run("redrive", topic, "--id=0@0").out()).isEqualToIgnoringNewLines("1 letter redriven.");
        assertThat(run("discard", topic, "--all", "--reason=r").out()).isEqualToIgnoringNewLines("1 letter discarded.");
    }

    @Test
    void theFirstRedriveCreatesTheJournal() throws Exception {
        allow(onLetters(READ), onJournal(READ), onJournal(WRITE), onTransactions(WRITE));

        assertRefused(run("redrive", topic, "--all"), "The compacted topic " + journal + " is not ready", "Allow it CREATE");

        allow(onJournal(CREATE));
        assertThat(run("redrive", topic, "--id=0@0").code()).isZero();
    }

    @Test
    void morePartitionsTakeTheRightToAlterTheJournal() throws Exception {
        assertThat(runAs(configOf("admin"), "discard", topic, "--id=0@2", "--reason=r").code()).isZero();
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all().get();
        allow(onLetters(READ), onJournal(READ), onJournal(WRITE), onTransactions(WRITE));

        assertRefused(run("redrive", topic, "--all"), "The compacted topic " + journal + " is not ready", "ALTER");

        allow(onJournal(ALTER));
        assertThat(run("redrive", topic, "--id=0@0").code()).isZero();
    }

    @Test
    void theJournalGetsTheLimitsOfItsTopicWithTheRightToSeeThem() throws Exception {
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", "2000000"), AlterConfigOp.OpType.SET)))).all()
                .get();
        allow(onLetters(READ), onLetters(DESCRIBE_CONFIGS), onJournal(READ), onJournal(WRITE), onJournal(CREATE),
                onTransactions(WRITE));

        assertThat(run("redrive", topic, "--id=0@0").code()).isZero();

        ConfigResource created = new ConfigResource(ConfigResource.Type.TOPIC, journal);
        assertThat(Long.parseLong(admin.describeConfigs(List.of(created)).all().get().get(created).get("max.message.bytes")
                .value())).isGreaterThan(2_000_000);
    }
}
