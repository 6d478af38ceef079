import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MunicipalityDirectory } from './municipality-directory.js';
import { Reach } from './reach.service.js';
import { Region } from './region.entity.js';
import { RegionsService } from './regions.service.js';
import { EstimatedTravelTimes, TravelTimes } from './travel-times.js';

/** Municipalities, regions, and how far away they are. */
@Module({
  imports: [TypeOrmModule.forFeature([Region])],
  providers: [MunicipalityDirectory, Reach, RegionsService, { provide: TravelTimes, useClass: EstimatedTravelTimes }],
  exports: [MunicipalityDirectory, Reach, RegionsService, TravelTimes],
})
export class RegionsModule {}
