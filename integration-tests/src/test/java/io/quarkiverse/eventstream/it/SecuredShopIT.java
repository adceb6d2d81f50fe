package io.quarkiverse.eventstream.it;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/**
 * The same, against the packaged application and a broker with TLS and a password: most streams have the certificate from Quarkus's TLS
 * registry, one has its own PEM file.
 */
@QuarkusIntegrationTest
@TestProfile(SecuredShopIT.Secured.class)
class SecuredShopIT extends ShopTest {

    public static class Secured implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.eventstream.devservices.enabled", "false");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(SecuredBroker.class));
        }
    }
}
