package io.quarkiverse.eventstream.deployment.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;

import io.smallrye.config.SmallRyeConfigBuilder;

/** What the build writes for KEDA is what KEDA's definition of the resource allows, and Prometheus understands its queries. */
class ScaledObjectTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ScaledGroup ORDERS = new ScaledGroup("prod.orders", "prod.billing", Optional.of("kafka:9092"));
    private static final ScaledGroup PARCELS = new ScaledGroup("prod.parcels", "prod.billing", Optional.empty());

    private static JsonNode scaledObject(Map<String, String> properties) throws IOException {
        SmallRyeConfigBuilder config = new SmallRyeConfigBuilder().withMapping(KedaConfig.class);
        properties.forEach((name, value) -> config.withDefaultValue("quarkus.eventstream.keda." + name, value));
        ScaledObject object = new ScaledObject("billing", "Deployment", new TreeSet<>(List.of(PARCELS, ORDERS)));
        return YAML.readTree(object.yaml(config.build().getConfigMapping(KedaConfig.class)));
    }

    /** Kubernetes drops what the schema does not name, so a typing error would go unnoticed. */
    private static JsonSchema schema() throws IOException {
        try (InputStream definition = ScaledObjectTest.class.getResourceAsStream("/keda/scaledobjects.yaml")) {
            JsonNode schema = YAML.readTree(definition).at("/spec/versions/0/schema/openAPIV3Schema");
            ((ObjectNode) schema.at("/properties/metadata")).putObject("properties").putObject("name").put("type", "string");
            refuseUnknown(schema);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        }
    }

    private static void refuseUnknown(JsonNode schema) {
        if (schema.path("properties").isObject() && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.forEach(ScaledObjectTest::refuseUnknown);
    }

    @Test
    void kafkaIsAskedWithoutPrometheus() throws IOException {
        JsonNode object = scaledObject(Map.of("partitions", "24", "min-instances", "0", "lag", "50"));

        assertThat(schema().validate(object)).isEmpty();
        assertThat(object.at("/spec/scaleTargetRef/name").textValue()).isEqualTo("billing");
        assertThat(object.at("/spec/minReplicaCount").intValue()).isZero();
        assertThat(object.at("/spec/maxReplicaCount").intValue()).isEqualTo(24);
        assertThat(object.at("/spec/triggers")).hasSize(2);
        assertThat(object.at("/spec/triggers/0/metadata")).isEqualTo(YAML.<JsonNode>valueToTree(Map.of("bootstrapServers",
                "kafka:9092", "consumerGroup", "prod.billing", "topic", "prod.orders", "lagThreshold", "50",
                "excludePersistentLag", "true", "limitToPartitionsWithLag", "true")));
        assertThat(object.at("/spec/triggers/1/metadata/bootstrapServersFromEnv").textValue())
                .isEqualTo("KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void prometheusIsAskedIfItIsConfigured() throws IOException {
        JsonNode object = scaledObject(Map.of("prometheus-url", "http://prometheus:9090"));

        assertThat(schema().validate(object)).isEmpty();
        assertThat(object.at("/spec").has("maxReplicaCount")).isFalse();
        assertThat(object.at("/spec/triggers/1/type").textValue()).isEqualTo("prometheus");
        assertThat(object.at("/spec/triggers/1/metadata/serverAddress").textValue()).isEqualTo("http://prometheus:9090");
        assertThat(object.at("/spec/triggers/1/metadata/threshold").textValue()).isEqualTo("1000");
    }

    @Test
    void whatKedaDoesNotKnowIsRefused() throws IOException {
        ObjectNode object = (ObjectNode) scaledObject(Map.of());
        ((ObjectNode) object.get("spec")).put("maxReplicas", 3);
        ((ObjectNode) object.at("/spec/triggers/0")).remove("type");

        assertThat(schema().validate(object)).extracting(ValidationMessage::getMessage)
                .anyMatch(message -> message.contains("maxReplicas")).anyMatch(message -> message.contains("type"));
    }

    @Test
    void theQueryCountsWhatInstancesCanShare(@TempDir Path folder) throws Exception {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).map(Path::of)
                .anyMatch(path -> Files.isExecutable(path.resolve("promtool"))), "promtool is not installed");
        String query = scaledObject(Map.of("prometheus-url", "http://prometheus:9090"))
                .at("/spec/triggers/0/metadata/query").textValue();
        Files.writeString(folder.resolve("test.yml"), YAML.writeValueAsString(Map.of("tests", List.of(
                test(query, List.of(1500, 400), List.of(5, 3), 1900), test(query, List.of(50_000, 1), List.of(1, 1), 2000)))));

        Process promtool = new ProcessBuilder("promtool", "test", "rules", folder.resolve("test.yml").toString())
                .redirectErrorStream(true).start();
        String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(output).isZero();
    }

    private static Map<String, Object> test(String query, List<Integer> lags, List<Integer> partitions, int expected) {
        return Map.of("interval", "1m", "input_series",
                List.of(series("lag_records", 0, lags), series("lag_records", 1, lags), series("partitions", 0, partitions),
                        series("partitions", 1, partitions)),
                "promql_expr_test", List.of(Map.of("expr", query, "eval_time", "1m", "exp_samples",
                        List.of(Map.of("labels", "{}", "value", expected)))));
    }

    private static Map<String, String> series(String name, int instance, List<Integer> values) {
        return Map.of("series", "eventstream_scalable_" + name + "{topic=\"prod.orders\", group=\"prod.billing\", instance=\""
                + instance + "\"}", "values", values.get(instance) + "x5");
    }
}
