package io.quarkiverse.eventstream.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.runtime.bus.KnownExceptions.Found;

class KnownExceptionsTest {

    private final KnownExceptions exceptions = new KnownExceptions(List.of("org.acme.Billing$NoSuchCustomer"));

    @Test
    void aNameAsItIsWrittenIsThatOfAClass() {
        assertThat(exceptions.find("java.io.IOException")).isEqualTo(Found.EXCEPTION);
        assertThat(exceptions.find("java.lang.String")).isEqualTo(Found.OTHER);
        assertThat(exceptions.find("java.io.IoException")).isEqualTo(Found.UNKNOWN);
    }

    @Test
    void whatAnEnvironmentVariableLeavesOfANameIsRecognised() {
        assertThat(exceptions.find("java.io.ioexception")).isEqualTo(Found.EXCEPTION);
        assertThat(exceptions.find("java.net.http.httptimeoutexception")).isEqualTo(Found.EXCEPTION);
        assertThat(exceptions.find("org.acme.billing.nosuchcustomer")).isEqualTo(Found.EXCEPTION);
    }

    @Test
    void whatIsNeitherOfTheApplicationNorOfTheJdkIsUnknown() {
        assertThat(exceptions.find("java.io.ioexceptoin")).isEqualTo(Found.UNKNOWN);
        assertThat(exceptions.find("org.acme.nosuchcustomer")).isEqualTo(Found.UNKNOWN);
    }
}
