package io.quarkiverse.eventstream.deployment.keda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * KEDA's {@code ScaledObject} of a service. There is one for all of its topics and groups, because KEDA accepts only one for a workload; it
 * takes the trigger that asks for the most instances.
 *
 * @param service the name of the workload
 * @param kind its kind, such as {@code Deployment}
 */
record ScaledObject(String service, String kind, SortedSet<ScaledGroup> groups) {

    private static final YAMLMapper YAML = YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES).enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS).build();

    String yaml(KedaConfig config) {
        Map<String, Object> spec = new LinkedHashMap<>();
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("kind", kind);
        target.put("name", service);
        spec.put("scaleTargetRef", target);
        spec.put("minReplicaCount", config.minInstances());
        config.partitions().ifPresent(partitions -> spec.put("maxReplicaCount", partitions));
        List<Map<String, Object>> triggers = groups.stream()
                .map(group -> config.prometheusUrl().map(url -> group.prometheusTrigger(url, config.lag()))
                        .orElseGet(() -> group.kafkaTrigger(config.lag())))
                .toList();
        spec.put("triggers", triggers);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "keda.sh/v1alpha1");
        object.put("kind", "ScaledObject");
        object.put("metadata", Map.of("name", service));
        object.put("spec", spec);
        try {
            return YAML.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
