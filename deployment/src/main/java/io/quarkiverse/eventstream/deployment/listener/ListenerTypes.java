package io.quarkiverse.eventstream.deployment.listener;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstream.EventRecord;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Tombstone;
import io.quarkiverse.eventstream.deployment.type.PublishesInfo;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInput;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod.Execution;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod.Parameter;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod.Result;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;

/**
 * Interprets the types and annotations of a listener method.
 */
final class ListenerTypes {

    static final DotName EVENT = DotName.createSimple(IncomingEvent.class);
    private static final DotName TOMBSTONE = DotName.createSimple(Tombstone.class);
    private static final DotName RECORD = DotName.createSimple(EventRecord.class);
    private static final DotName VALUE = DotName.createSimple(byte[].class);

    static final DotName BLOCKING = DotName.createSimple(Blocking.class);
    static final DotName NON_BLOCKING = DotName.createSimple(NonBlocking.class);
    static final DotName VIRTUAL_THREAD = DotName.createSimple(RunOnVirtualThread.class);
    static final DotName TRANSACTIONAL = DotName.createSimple("jakarta.transaction.Transactional");

    private static final DotName UNI = DotName.createSimple(Uni.class);
    private static final List<DotName> STAGES = List.of(DotName.createSimple(CompletionStage.class),
            DotName.createSimple(CompletableFuture.class));

    private static final DotName CONTINUATION = DotName.createSimple("kotlin.coroutines.Continuation");

    private ListenerTypes() {}

    static boolean isEvent(Type parameter) {
        return EVENT.equals(parameter.name());
    }

    /** The records that the method gets. */
    static ListenerInput input(MethodInfo method) {
        return ListenerInput.of(parameters(method));
    }

    static List<Parameter> parameters(MethodInfo method) {
        return method.parameterTypes().stream().map(ListenerTypes::parameter).toList();
    }

    private static Parameter parameter(Type type) {
        if (TOMBSTONE.equals(type.name())) {
            return Parameter.TOMBSTONE;
        }
        if (RECORD.equals(type.name())) {
            return Parameter.RECORD;
        }
        if (VALUE.equals(type.name())) {
            return Parameter.VALUE;
        }
        return isEvent(type) ? Parameter.EVENT : Parameter.PAYLOAD;
    }

    static List<Type> payloads(MethodInfo method) {
        return method.parameterTypes().stream().filter(type -> parameter(type) == Parameter.PAYLOAD).toList();
    }

    /** Whether the method is a suspend function of Kotlin, which the compiler gives one more parameter. */
    static boolean isSuspend(MethodInfo method) {
        return method.parameterTypes().stream().anyMatch(type -> CONTINUATION.equals(type.name()));
    }

    /** The kind of the method's result; null if the bus could not wait for it. */
    static Result result(MethodInfo method) {
        if (method.returnType().kind() == Type.Kind.VOID) {
            return Result.VOID;
        }
        DotName type = method.returnType().name();
        if (UNI.equals(type)) {
            return Result.UNI;
        }
        if (STAGES.contains(type)) {
            return Result.STAGE;
        }
        // An interceptor has published the object by then.
        return PublishesInfo.ofResult(method).isPresent() ? Result.VOID : null;
    }

    /** The thread of the method: its own annotation has priority over that of its class, and its result comes last. */
    static Execution execution(MethodInfo method) {
        if (method.hasDeclaredAnnotation(VIRTUAL_THREAD)) {
            return Execution.VIRTUAL_THREAD;
        }
        if (method.hasDeclaredAnnotation(BLOCKING)) {
            return Execution.WORKER;
        }
        if (method.hasDeclaredAnnotation(NON_BLOCKING)) {
            return Execution.EVENT_LOOP;
        }
        if (method.declaringClass().hasDeclaredAnnotation(VIRTUAL_THREAD)) {
            return Execution.VIRTUAL_THREAD;
        }
        if (isTransactional(method) || method.declaringClass().hasDeclaredAnnotation(BLOCKING)) {
            return Execution.WORKER;
        }
        if (method.declaringClass().hasDeclaredAnnotation(NON_BLOCKING)) {
            return Execution.EVENT_LOOP;
        }
        return result(method) == Result.VOID ? Execution.WORKER : Execution.EVENT_LOOP;
    }

    static boolean isTransactional(MethodInfo method) {
        return method.hasDeclaredAnnotation(TRANSACTIONAL) || method.declaringClass().hasDeclaredAnnotation(TRANSACTIONAL);
    }
}
