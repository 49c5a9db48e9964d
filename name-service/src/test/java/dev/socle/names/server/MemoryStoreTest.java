package dev.socle.names.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryStoreTest implements RegistryStoreContract {

    @Override
    public RegistryStore newStore() {
        return new MemoryStore();
    }

    @Override
    public RegistryStore again(RegistryStore closed) {
        return closed;
    }

    @Test
    void saysThatItIsVolatile() {
        assertThat(new MemoryStore().description()).startsWith("volatile");
    }
}
