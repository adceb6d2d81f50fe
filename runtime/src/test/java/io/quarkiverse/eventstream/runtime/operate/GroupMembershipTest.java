package io.quarkiverse.eventstream.runtime.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.runtime.consume.AbsentBroker;
import io.quarkiverse.eventstream.runtime.operate.ListenerView.MemberView;
import io.quarkiverse.eventstream.spi.GroupMember;

class GroupMembershipTest {

    private final List<String> asked = new ArrayList<>();
    private final GroupMembership membership = new GroupMembership();

    private AbsentBroker broker(CompletionStage<List<GroupMember>> answer) {
        return new AbsentBroker() {

            @Override
            public CompletionStage<List<GroupMember>> members(String group) {
                asked.add(group);
                return answer;
            }
        };
    }

    @Test
    void membersHaveTheirPartitionsOfTheTopicAndTheBrokerIsNotAskedAtEachLook() {
        GroupMember one = new GroupMember("shop-1", "10.0.0.1", Set.of(new TopicPartition("orders", 3),
                new TopicPartition("orders", 1), new TopicPartition("parcels", 0)));
        GroupMember idle = new GroupMember("idle", "10.0.0.2", Set.of());
        AbsentBroker broker = broker(CompletableFuture.completedStage(List.of(one, idle)));

        membership.ask(broker, List.of("billing"));
        membership.ask(broker, List.of("billing"));

        assertThat(membership.of("billing", "orders").known()).containsExactly(
                new MemberView("idle", "10.0.0.2", new TreeSet<>()),
                new MemberView("shop-1", "10.0.0.1", new TreeSet<>(Set.of(1, 3))));
        assertThat(membership.of("billing", "orders").unknown()).isNull();
        assertThat(asked).containsExactly("billing");
    }

    @Test
    void aRefusalIsAReason() {
        membership.ask(broker(CompletableFuture.failedStage(
                new CompletionException(new IllegalStateException("Allow it DESCRIBE")))), List.of("billing"));

        assertThat(membership.of("billing", "orders").known()).isEmpty();
        assertThat(membership.of("billing", "orders").unknown()).isEqualTo("Allow it DESCRIBE");
    }

    @Test
    void aStreamThatDoesNotKnowThemSaysSo() {
        membership.ask(new AbsentBroker(), List.of("billing"));

        assertThat(membership.of("billing", "orders").unknown()).contains("does not know the members");
    }

    @Test
    void aSilentBrokerIsNotAwaitedForLong() {
        membership.ask(broker(new CompletableFuture<>()), List.of("billing"));

        assertThat(membership.of("billing", "orders").unknown()).contains("has not answered");
    }

    @Test
    void aListenerWithoutAGroupHasNoMembers() {
        membership.ask(broker(null), List.of());

        assertThat(membership.of(null, "orders").known()).isEmpty();
        assertThat(membership.of(null, "orders").unknown()).isNull();
        assertThat(asked).isEmpty();
    }
}
