package io.quarkiverse.eventstream.devbroker;

import static io.quarkiverse.eventstream.devbroker.Ports.HOST;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the configuration of one node: Kafka's properties, and those of {@link NodeFile}. */
final class NodeProperties {

    private static final String CLIENT = "CLIENT";
    private static final String INTERNAL = "INTERNAL";
    private static final String CONTROLLER = "CONTROLLER";
    private static final String LOGIN_MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    private final BrokerSettings settings;
    private final Ports ports;
    private final DataDirectory data;
    private final Certificates certificates;
    private final Map<String, String> properties = new TreeMap<>();

    private NodeProperties(BrokerSettings settings, Ports ports, DataDirectory data, Certificates certificates) {
        this.settings = settings;
        this.ports = ports;
        this.data = data;
        this.certificates = certificates;
    }

    /** The properties of a node, the first of which is 1. Without TLS, the certificates are null. */
    static Properties of(int node, BrokerSettings settings, Ports ports, DataDirectory data, Certificates certificates) {
        NodeProperties writer = new NodeProperties(settings, ports, data, certificates);
        writer.identity(node);
        writer.listeners(node);
        writer.topics();
        writer.timeouts();
        writer.security();
        writer.properties.putAll(settings.properties());
        writer.launcher(node);
        Properties result = new Properties();
        result.putAll(writer.properties);
        return result;
    }

    private void identity(int node) {
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", String.valueOf(node));
        properties.put("log.dirs", data.node(node).resolve("data").toString());
        properties.put("controller.quorum.voters", IntStream.range(0, settings.nodes())
                .mapToObj(i -> (i + 1) + "@" + HOST + ":" + ports.controller().get(i)).collect(Collectors.joining(",")));
    }

    private void listeners(int node) {
        StringJoiner advertised = new StringJoiner(",");
        advertised.add(CLIENT + "://" + HOST + ":" + ports.client().get(node - 1));
        if (settings.secured()) {
            advertised.add(INTERNAL + "://" + HOST + ":" + ports.internal().get(node - 1));
        }
        properties.put("advertised.listeners", advertised.toString());
        properties.put("listeners", advertised + "," + CONTROLLER + "://" + HOST + ":" + ports.controller().get(node - 1));
        properties.put("listener.security.protocol.map", CLIENT + ":" + settings.securityProtocol() + "," + INTERNAL
                + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        properties.put("inter.broker.listener.name", settings.secured() ? INTERNAL : CLIENT);
        properties.put("controller.listener.names", CONTROLLER);
    }

    private void topics() {
        String replicas = String.valueOf(settings.nodes());
        // With three replicas, acks=all still succeeds when one node is down.
        String inSync = settings.nodes() > 1 ? "2" : "1";
        properties.put("auto.create.topics.enable", String.valueOf(settings.autoCreateTopics()));
        properties.put("num.partitions", String.valueOf(settings.partitions()));
        properties.put("default.replication.factor", replicas);
        // Records may have any time, and those of a test a fixed one: they must not expire.
        properties.put("log.retention.ms", "-1");
        properties.put("min.insync.replicas", inSync);
        for (String topic : new String[]{"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.put(topic + ".replication.factor", replicas);
            properties.put(topic + ".num.partitions", "4");
        }
        properties.put("transaction.state.log.min.isr", inSync);
        properties.put("share.coordinator.state.topic.min.isr", inSync);
    }

    private void timeouts() {
        properties.put("group.initial.rebalance.delay.ms", "0");
        // A killed node can rejoin when its last session has ended, by default after nine seconds. On a busy machine, a node of which
        // the controller does not hear for a shorter time lives, and must not be fenced: topics could not be created.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "300");
        // Likewise for the controllers, with a quick election of the leader.
        properties.put("controller.quorum.fetch.timeout.ms", "1500");
        properties.put("controller.quorum.election.timeout.ms", "500");
        properties.put("controller.quorum.election.backoff.max.ms", "300");
        // Twice a second, an idle node would write that nothing has happened: a quarter of what it computes.
        properties.put("metadata.max.idle.interval.ms", "0");
        // The default of 128 MB does not fit into the heap.
        properties.put("log.cleaner.dedupe.buffer.size", "4194304");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "2");
        properties.put("num.recovery.threads.per.data.dir", "2");
    }

    private void security() {
        if (settings.sasl()) {
            properties.put("sasl.enabled.mechanisms", "SCRAM-SHA-256,SCRAM-SHA-512");
            String listener = "listener.name." + CLIENT.toLowerCase(Locale.ROOT);
            properties.put(listener + ".scram-sha-256.sasl.jaas.config", LOGIN_MODULE + ";");
            properties.put(listener + ".scram-sha-512.sasl.jaas.config", LOGIN_MODULE + ";");
        }
        if (settings.acls()) {
            properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
            // The nodes themselves are anonymous; clients of the secured listener are not.
            properties.put("super.users", "User:ANONYMOUS;"
                    + settings.superUsers().stream().map(user -> "User:" + user).collect(Collectors.joining(";")));
        }
        if (certificates != null) {
            properties.putAll(certificates.brokerProperties());
        }
    }

    private void launcher(int node) {
        properties.put(NodeFile.CLUSTER_ID, data.clusterId());
        properties.put(NodeFile.LOG_FILE, data.log(node).toString());
        if (data.isTemporary()) {
            properties.put(NodeFile.TEMPORARY, data.path().toString());
        }
        int number = 0;
        for (Map.Entry<String, String> user : settings.users().entrySet()) {
            for (String mechanism : new String[]{"SCRAM-SHA-256", "SCRAM-SHA-512"}) {
                properties.put(NodeFile.SCRAM + number++,
                        mechanism + "=[name=" + user.getKey() + ",password=" + user.getValue() + "]");
            }
        }
    }

    /** The properties that a client needs in addition to the address; user is null without SASL. */
    static Map<String, String> ofClient(String bootstrapServers, BrokerSettings settings, String user,
            Certificates certificates) {
        Map<String, String> result = new TreeMap<>();
        result.put("bootstrap.servers", bootstrapServers);
        result.put("security.protocol", settings.securityProtocol());
        if (user != null) {
            result.put("sasl.mechanism", "SCRAM-SHA-512");
            result.put("sasl.jaas.config", LOGIN_MODULE + " username=\"" + user + "\" password=\""
                    + settings.users().get(user) + "\";");
        }
        if (certificates != null) {
            result.putAll(certificates.clientProperties());
        }
        return result;
    }

    /** The file with the properties of a node. */
    static Path file(DataDirectory data, int node) {
        return data.node(node).resolve("node.properties");
    }
}
