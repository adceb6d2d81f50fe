package io.quarkiverse.eventstream.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

class FailureFingerprintTest {

    @Test
    void failuresOfOneCauseAtOneListenerHaveOneId() {
        FailureFingerprint one = FailureFingerprint.of(thrownBy("org.acme.Billing", "bill", 17));
        FailureFingerprint other = FailureFingerprint.of(thrownBy("org.acme.Billing", "bill", 99));

        assertThat(one.frame()).isEqualTo("org.acme.Billing.bill");
        assertThat(one.id("billing")).isEqualTo(other.id("billing")).hasSize(16).isNotEqualTo(one.id("shipping"));
        assertThat(one.text()).isNotEqualTo(other.text());
    }

    @Test
    void anotherExceptionOrMethodIsAnotherCause() {
        Throwable failure = thrownBy("org.acme.Billing", "bill", 17);
        IOException otherClass = new IOException();
        otherClass.setStackTrace(failure.getStackTrace());

        assertThat(FailureFingerprint.of(failure).id("billing"))
                .isNotEqualTo(FailureFingerprint.of(otherClass).id("billing"))
                .isNotEqualTo(FailureFingerprint.of(thrownBy("org.acme.Billing", "refund", 17)).id("billing"));
    }

    @Test
    void lambdasKeepTheirIdWhenTheCompilerNumbersThemAnew() {
        assertThat(FailureFingerprint.of(thrownBy("org.acme.Billing", "lambda$bill$3", 17)).frame())
                .isEqualTo("org.acme.Billing.bill");
    }

    @Test
    void aFailureWithoutCodeOfTheApplicationHasNoFrame() {
        assertThat(FailureFingerprint.of(thrownBy("java.util.ArrayList", "get", 1)).frame()).isEmpty();
    }

    @Test
    void aStackTraceThatThrowsIsNone() {
        Supplier<StackTraceElement[]> broken = () -> {
            throw new IllegalStateException();
        };
        Throwable failure = new IllegalArgumentException() {
            private static final long serialVersionUID = 1L;

            @Override
            public StackTraceElement[] getStackTrace() {
                return broken.get();
            }
        };

        assertThat(FailureFingerprint.of(failure).frame()).isEmpty();
    }

    private static Throwable thrownBy(String type, String method, int line) {
        Throwable failure = new IllegalStateException("no such customer");
        failure.setStackTrace(
                new StackTraceElement[]{new StackTraceElement("java.util.Objects", "requireNonNull", "Objects.java", 1),
                        new StackTraceElement(type, method, "Some.java", line)});
        return failure;
    }
}
