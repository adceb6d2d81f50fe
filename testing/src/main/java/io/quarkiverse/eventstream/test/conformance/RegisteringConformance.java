package io.quarkiverse.eventstream.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.test.StandaloneStream;

/** How listeners are registered, paused and cancelled. */
abstract class RegisteringConformance extends ConformanceTests {

    RegisteringConformance(StreamConformance stream) {
        super(stream);
    }

    @Test
    void aSubscriptionDescribesItsListener() {
        EventStream service = service();
        Subscription subscription = listener(service, "billing").name(NAME).handler(event -> {}).register();

        assertThat(subscription.id()).isEqualTo("billing");
        assertThat(subscription.topic()).isEqualTo(topic);
        assertThat(subscription.name()).isEqualTo(NAME);
        assertThat(subscription.group()).isEqualTo(group);
        assertThat(subscription.isPaused()).isFalse();
        assertThat(service.subscription("billing")).containsSame(subscription);
        assertThat(service.subscriptions()).containsExactly(subscription);
    }

    @Test
    void aSecondListenerOfTheSameIdIsRefused() {
        EventStream service = service();
        listener(service, "billing").handler(event -> {}).register();

        assertThatThrownBy(() -> listener(service, "billing").handler(event -> {}).register())
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("billing");
    }

    @Test
    void anInvalidDefinitionIsRefusedWithAllViolations() {
        EventStream service = service();

        assertThatThrownBy(() -> service.newSubscription("billing").topic("no topic!").name("no name!").register())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no topic!")
                .hasMessageContaining("no name!").hasMessageContaining("handler");
        assertThat(service.subscriptions()).isEmpty();
    }

    @Test
    void listenersOfOneGroupCannotBeginAtDifferentOffsets() {
        EventStream service = service();
        listener(service, "billing").handler(event -> {}).register();

        assertThatThrownBy(() -> listener(service, "shipping").offset(Offset.LATEST).handler(event -> {}).register())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("latest");
    }

    @Test
    void aListenerIsPausedResumedAndCancelled() throws Exception {
        EventStream service = service();
        Subscription subscription = listener(service, "billing").handler(event -> {}).register();

        subscription.pause();
        assertThat(subscription.isPaused()).isTrue();
        subscription.resume();
        assertThat(subscription.isPaused()).isFalse();
        subscription.cancel().toCompletableFuture().get(30, TimeUnit.SECONDS);

        assertThat(subscription.isCancelled()).isTrue();
        assertThat(service.subscription("billing")).isEmpty();
        listener(service, "billing").handler(event -> {}).register();
    }

    @Test
    void nothingIsRegisteredAfterTheClose() {
        StandaloneStream closed = open();
        closed.close();

        assertThatThrownBy(() -> listener(closed.events(), "late").handler(event -> {}).register())
                .isInstanceOf(IllegalStateException.class);
    }
}
