package io.quarkiverse.eventstream.operations.deployment.test;

import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class OpenLettersOnMemoryTest extends OpenLettersContract {

    @RegisterExtension
    static final QuarkusUnitTest TEST = application().overrideConfigKey("quarkus.eventstream.stream", "memory");
}
