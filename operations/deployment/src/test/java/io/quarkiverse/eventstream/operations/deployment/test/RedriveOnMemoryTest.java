package io.quarkiverse.eventstream.operations.deployment.test;

import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class RedriveOnMemoryTest extends RedriveContract {

    @RegisterExtension
    static final QuarkusUnitTest TEST = application().overrideConfigKey("quarkus.eventstream.stream", "memory");
}
