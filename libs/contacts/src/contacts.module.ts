import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '@bijeen/mail';
import { RegionsModule } from '@bijeen/regions';
import { ContactErasure } from './contact-erasure.service.js';
import { ContactExport } from './contact-export.service.js';
import { ContactImport } from './contact-import.entity.js';
import { ContactImports } from './contact-imports.service.js';
import { ContactMerge } from './contact-merge.service.js';
import { ContactOrganisation } from './contact-organisation.entity.js';
import { Contact } from './contact.entity.js';
import { ContactsService } from './contacts.service.js';
import { Employers } from './employers.js';
import { ImportReader } from './import-reader.js';
import { Position } from './position.entity.js';
import { Secretariat } from './secretariat.entity.js';

/** People, where they work and what they do there; import, export, merging and erasing. */
@Module({
  imports: [TypeOrmModule.forFeature([Contact, ContactOrganisation, Position, Secretariat, ContactImport]), MailModule, RegionsModule],
  providers: [ContactErasure, ContactExport, ContactImports, ContactMerge, ContactsService, Employers, ImportReader],
  exports: [ContactErasure, ContactExport, ContactImports, ContactMerge, ContactsService, ImportReader],
})
export class ContactsModule {}
