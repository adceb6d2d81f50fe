package io.quarkiverse.eventstream.runtime.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/**
 * A broker with TLS, all mechanisms of SASL, and access control lists, which all tests of this JVM share: each has users or
 * topics of its own. The users {@code shop} and {@code poor} may do nothing at first.
 */
final class SecuredBroker {

    static final String PASSWORD = "shops-secret";

    private static final String SECURITY = "org.apache.kafka.common.security.";
    private static SecuredBroker shared;

    private final DevBroker broker;
    private final Admin admin;

    private SecuredBroker() {
        String listener = "listener.name.client.";
        broker = DevBroker.builder().tls().scramUser("admin", "root").scramUser("shop", PASSWORD).scramUser("poor", PASSWORD)
                .acls("admin")
                .property("sasl.enabled.mechanisms", "SCRAM-SHA-256,SCRAM-SHA-512,PLAIN,OAUTHBEARER")
                .property(listener + "plain.sasl.jaas.config",
                        SECURITY + "plain.PlainLoginModule required user_shop=\"" + PASSWORD + "\";")
                .property(listener + "oauthbearer.sasl.jaas.config",
                        SECURITY + "oauthbearer.OAuthBearerLoginModule required;")
                .start();
        admin = Admin.create(new HashMap<>(broker.clientProperties("admin")));
    }

    static synchronized SecuredBroker get() {
        if (shared == null) {
            shared = new SecuredBroker();
            Runtime.getRuntime().addShutdownHook(new Thread(shared.broker::close));
        }
        return shared;
    }

    String address() {
        return broker.bootstrapServers();
    }

    /** The address without TLS, which the nodes use among themselves. */
    String plaintextAddress() {
        ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "1");
        String listeners = get(admin.describeConfigs(List.of(node)).all()).get(node).get("advertised.listeners").value();
        return Stream.of(listeners.split(",")).filter(listener -> listener.startsWith("INTERNAL://"))
                .map(listener -> listener.substring("INTERNAL://".length())).findFirst().orElseThrow();
    }

    Map<String, String> adminClient() {
        return broker.clientProperties("admin");
    }

    /** The properties of a client that logs in with SCRAM. */
    Map<String, Object> client(String user, String password) {
        Map<String, Object> client = new HashMap<>(broker.clientProperties("shop"));
        client.put("sasl.jaas.config", SECURITY + "scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";");
        return client;
    }

    /** The properties of a client with another mechanism. */
    Map<String, Object> client(String mechanism, String module, String options) {
        Map<String, Object> client = new HashMap<>(broker.clientProperties("shop"));
        client.put("sasl.mechanism", mechanism);
        client.put("sasl.jaas.config", SECURITY + module + " required " + options + ";");
        return client;
    }

    void createTopic(String topic) {
        get(admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty()))).all());
    }

    void allow(String user, ResourceType type, String name, AclOperation... operations) {
        get(admin.createAcls(Stream.of(operations).map(operation -> new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW))).toList()).all());
    }

    private static <T> T get(KafkaFuture<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
