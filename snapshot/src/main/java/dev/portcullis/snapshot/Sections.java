package dev.portcullis.snapshot;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// The sections that a header lists, as slices of the map.
///
/// @param file for messages
/// @param entries exactly [Section#ALL], in order
record Sections(String file, MemorySegment map, List<SectionEntry> entries) {
    Sections {
        entries = List.copyOf(entries);
    }

    SectionData of(Section section) {
        SectionEntry entry = entries.get(Section.ALL.indexOf(section));
        return new SectionData(file, section, entry.count(), map.asSlice(entry.offset(), entry.length()));
    }
}
