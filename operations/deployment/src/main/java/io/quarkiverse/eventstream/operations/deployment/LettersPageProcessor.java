package io.quarkiverse.eventstream.operations.deployment;

import io.quarkiverse.eventstream.operations.runtime.LetterActions;
import io.quarkiverse.eventstream.operations.runtime.dev.ui.LetterService;
import io.quarkiverse.eventstream.operations.runtime.http.ActionEvents;
import io.quarkiverse.eventstream.runtime.operate.ActionLog;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.devui.spi.JsonRPCProvidersBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;

/**
 * The page of dead letters in the Dev UI, in dev mode only.
 */
class LettersPageProcessor {

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    CardPageBuildItem page() {
        CardPageBuildItem card = new CardPageBuildItem();
        card.addPage(Page.webComponentPageBuilder().title("Dead letters").icon("font-awesome-solid:envelope-open-text")
                .componentLink("qwc-eventstream-letters.js"));
        return card;
    }

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    JsonRPCProvidersBuildItem service() {
        return new JsonRPCProvidersBuildItem(LetterService.class);
    }

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    AdditionalBeanBuildItem audit() {
        return AdditionalBeanBuildItem.builder().setUnremovable().addBeanClasses(ActionLog.class, ActionEvents.class,
                LetterActions.class).build();
    }
}
