package org.acme.shop;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The shop with streams in memory. */
public class InMemory implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.eventstream.stream", "memory", "quarkus.eventstream.audit.stream", "memory");
    }
}
